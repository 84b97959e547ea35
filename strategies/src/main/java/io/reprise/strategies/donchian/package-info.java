/** Breakout of a Donchian channel. */
package io.reprise.strategies.donchian;
