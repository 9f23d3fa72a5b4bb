/** Files that do not outlive the process that made them. */
package zoodip.platform.files;
