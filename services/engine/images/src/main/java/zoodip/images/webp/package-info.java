/**
 * WebP photos. Their images are decoded by {@link zoodip.webp}; the container is read here, because
 * ImageIO's reader overlooks that a file is cut off and applies colour profiles.
 */
package zoodip.images.webp;
