/** What XMP packets say an image was made by. */
package zoodip.provenance.xmp;
