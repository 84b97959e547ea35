/** Strategies and features for people: one description of each for every list, and the pages made from it. */
package io.reprise.research.library;
