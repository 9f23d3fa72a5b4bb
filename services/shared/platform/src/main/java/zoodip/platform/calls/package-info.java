/** Calls that a server holds back, or ends, before they reach the method that they are for. */
package zoodip.platform.calls;
