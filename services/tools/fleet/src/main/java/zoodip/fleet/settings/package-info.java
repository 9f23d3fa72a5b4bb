/** What a simulated fleet is made of, and the constants that it is simulated with. */
package zoodip.fleet.settings;
