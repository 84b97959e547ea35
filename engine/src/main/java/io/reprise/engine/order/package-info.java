/**
 * Our orders: the states that one goes through, and the pool of those that work. Rank 3: it knows frames and exact
 * arithmetic, but neither cash nor positions, nor why an order was sent, nor where to.
 */
package io.reprise.engine.order;
