/** API keys: making and ending them, and knowing callers by them. */
package zoodip.gateway.apikeys;
