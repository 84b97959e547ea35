/**
 * The schema of the frames as data, read from the very file that the flyweights are generated from: what prints, exports
 * or describes frames field by field goes by it, so a new field needs no code. Cold; knows no journal and no engine.
 */
package io.reprise.codecs.schema;
