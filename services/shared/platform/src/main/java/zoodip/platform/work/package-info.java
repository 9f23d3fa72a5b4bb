/**
 * Working on queued jobs: slots take requests from a share group, an attempt owns its job through a
 * transactional producer, and a handler does the work. What the system may see of an attempt is
 * published in transactions of that producer, so an attempt that was overtaken can harm nothing.
 */
package zoodip.platform.work;
