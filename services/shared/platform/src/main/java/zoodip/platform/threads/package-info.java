/** Threads that services start by themselves. */
package zoodip.platform.threads;
