/** Tests of the architecture: directions between packages, calls that may not be made, and tidy files. */
package io.reprise.engine.architecture;
