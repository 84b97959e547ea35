/** The strategy library for people: one description of each strategy for every list, and the pages made from it. */
package io.reprise.research.library;
