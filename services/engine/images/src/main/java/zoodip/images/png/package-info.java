/**
 * PNG files. By hand, because ImageIO's reader fills a whole image and checks no checksums, where
 * photos pass here row by row and damage is refused by name; the writer puts text into them.
 */
package zoodip.images.png;
