/** Features of single trades and best quotes, and liquidity estimated from bars. */
package io.reprise.engine.feature.micro;
