/**
 * Bars cut from trades, and streaming features of closed bars.
 *
 * <p>A {@link io.reprise.engine.feature.BarSeries} owns one instrument's bars of one kind and the features that
 * strategies asked of them. Everything here is a function of the trades or bars it is given: it knows no clock, no
 * order, no strategy and no file. Prices enter double features as px / 1e8, that is in units of the quote currency.
 */
package io.reprise.engine.feature;
