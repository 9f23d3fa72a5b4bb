/**
 * WebP's two kinds of images, decoded to the same pixels as libwebp does: key frames of VP8 (RFC
 * 6386) and lossless images (RFC 9649, section 3).
 *
 * <p>By hand, because TwelveMonkeys' imageio-webp 3.15.0, the one decoder in plain Java, has wrong
 * colours in lossy images and is not safe against files that were made to harm. Measured against
 * Pillow 13 (libwebp 1.6.0) with 49 lossy files of qualities 5 to 100, odd sizes and alpha among
 * them, no file comes out the same:
 *
 * <ul>
 *   <li>Chroma is repeated and not interpolated: colours are off by up to 112 of 255, by 2 to 15 in
 *       the mean of an image.
 *   <li>The loop filter: the same planes with chroma repeated still differ by up to 64 where the
 *       quality is low, by less than 4 at quality 95 and above.
 *   <li>YCbCr becomes RGB one level off in half of the pixels.
 * </ul>
 *
 * <p>Of lossless images it reads transforms without end, where each kind may come once: one that
 * costs three bits of the file goes over all pixels again, so that by reckoning 100 kB keep a core
 * busy for a day, and one of some bytes takes a quarter of the pixels' memory. Up to 65,536 groups
 * of prefix codes are kept as well, a few bytes of the file each, several kB in memory.
 *
 * <p>This module goes, and with it {@code WebpAlpha} of zoodip.images, as soon as imageio-webp
 * reads the lossy files of {@code PhotosTest} as Pillow does, and bounds what lossless ones take.
 */
package zoodip.webp;
