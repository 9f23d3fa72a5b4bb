/** Encrypted connections, with certificates that are read anew while a service runs. */
package zoodip.platform.tls;
