/**
 * The sequenced event: a flyweight over one frame, wherever it lies. It knows the codecs' layout and nothing of who
 * produces or consumes a frame.
 */
package io.reprise.engine.event;
