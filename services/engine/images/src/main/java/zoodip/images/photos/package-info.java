/**
 * Photos in, images out: tells what people upload by its first bytes and decodes it in bounded
 * memory. Needs no native library of its own.
 */
package zoodip.images.photos;
