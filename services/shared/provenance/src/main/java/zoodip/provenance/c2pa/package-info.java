/**
 * C2PA manifests: signing them, reading them, checking them. By hand, since no library for Java is
 * kept.
 */
package zoodip.provenance.c2pa;
