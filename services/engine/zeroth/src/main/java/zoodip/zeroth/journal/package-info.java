/**
 * The losses of a training run: with the settings, the seed and the first theta they give every
 * later theta to the last bit, so they are the only state worth keeping.
 */
package zoodip.zeroth.journal;
