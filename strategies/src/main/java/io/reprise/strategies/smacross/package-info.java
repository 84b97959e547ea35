/** Two moving averages of the close. */
package io.reprise.strategies.smacross;
