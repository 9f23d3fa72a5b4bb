/**
 * A stopgap in place of TwelveMonkeys' imageio-webp, whose lossy images have wrong colours: key
 * frames of VP8 (RFC 6386), decoded to the same bytes as libwebp.
 *
 * <p>What imageio-webp 3.15.0 lacks, measured against Pillow 13 (libwebp 1.6.0) with 49 lossy files
 * of qualities 5 to 100, odd sizes and alpha among them; no file comes out the same:
 *
 * <ul>
 *   <li>Chroma is repeated and not interpolated: colours are off by up to 112 of 255, by 2 to 15 in
 *       the mean of an image.
 *   <li>The loop filter: the same planes with chroma repeated still differ by up to 64 where the
 *       quality is low, by less than 4 at quality 95 and above.
 *   <li>YCbCr becomes RGB one level off in half of the pixels.
 * </ul>
 *
 * <p>Its memory would do: it reads 48 megapixels in a heap of 80 MB if only a part is wanted, and
 * takes 3 bytes a pixel for the whole, where 1.5 are taken here. Its lossless images and its alpha
 * equal Pillow's; the former are read with it.
 *
 * <p>This module goes, and with it {@code WebpAlpha} of zoodip.images, as soon as imageio-webp
 * reads the lossy files of {@code PhotosTest} as Pillow does.
 */
package zoodip.webp;
