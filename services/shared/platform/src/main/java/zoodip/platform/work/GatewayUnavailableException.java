package zoodip.platform.work;

import zoodip.platform.errors.BackendException;

/** No gateway tells about jobs. */
public final class GatewayUnavailableException extends BackendException {
  private static final long serialVersionUID = 1;

  GatewayUnavailableException(String problem, Throwable cause) {
    super(
        "The gateway",
        "The gateway: " + problem + "; check work.gateway.target and that a gateway is ready there",
        cause);
  }
}
