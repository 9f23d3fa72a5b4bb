/** What commands about resources of the API have in common, whatever kind they are of. */
package zoodip.cli.resources;
