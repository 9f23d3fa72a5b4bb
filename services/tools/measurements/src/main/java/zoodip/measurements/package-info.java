/** What benchmarks measure by: models of the published sizes, and the rates of a machine. */
package zoodip.measurements;
