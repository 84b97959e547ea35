/** Many strategies on many instruments in one pipeline: what one more of them costs. */
package io.reprise.bench.many;
