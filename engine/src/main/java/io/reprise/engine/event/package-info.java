/** The sequenced event: how a stage reads a frame in place, whether it lies in a ring or in a journal. */
package io.reprise.engine.event;
