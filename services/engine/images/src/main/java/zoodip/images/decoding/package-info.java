/** What the decoders of all formats of photos share: limits, refusals, EXIF, transparency. */
package zoodip.images.decoding;
