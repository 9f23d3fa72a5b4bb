/** What services and clients alike read from the messages of the API. */
package zoodip.contract;
