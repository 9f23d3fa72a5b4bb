/**
 * Photos in, images out: decoding what people upload, resampling as Pillow does, PNG with text and
 * contact sheets. Needs no native library and no font.
 */
package zoodip.images;
