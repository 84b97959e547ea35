/** The commands that this module brings to the command line. */
package io.reprise.research.command;
