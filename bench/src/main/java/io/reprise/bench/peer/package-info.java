/** The same strategy run by others, as one would use them, on the same bars. */
package io.reprise.bench.peer;
