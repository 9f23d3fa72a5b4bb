/** Folders on this machine that are one user's alone; temporary ones go with their process. */
package zoodip.platform.files;
