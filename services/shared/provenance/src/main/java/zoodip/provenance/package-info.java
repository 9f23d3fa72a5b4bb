/** How generated images are marked as such: what services set, and the files they make. */
package zoodip.provenance;
