/** The side-car's own log: JSON lines, without secrets. */
package io.reprise.admin.log;
