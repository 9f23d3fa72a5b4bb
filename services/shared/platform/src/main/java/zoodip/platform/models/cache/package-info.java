/** The models that this machine keeps, so that no work waits twice for the same bytes. */
package zoodip.platform.models.cache;
