/** The side-car as a process: the command {@code serve}, and how its parts are put together. */
package io.reprise.admin.serve;
