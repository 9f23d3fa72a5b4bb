/** What jobs read and write in the object store, each object believed only by its digest. */
package zoodip.platform.artifacts;
