/** Images in memory: 8-bit RGB pixels, how they are turned and cut, and rows on their way. */
package zoodip.images;
