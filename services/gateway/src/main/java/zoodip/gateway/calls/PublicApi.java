package zoodip.gateway.calls;

import io.grpc.ServerCall;

/** The services that clients call, told apart from health, reflection and what is internal. */
public final class PublicApi {
  private static final String PACKAGE = "zoodip.v1.";

  private PublicApi() {}

  /** Whether a service of that full name belongs to it. */
  public static boolean hasService(String name) {
    return name.startsWith(PACKAGE);
  }

  static boolean isCalledBy(ServerCall<?, ?> call) {
    return call.getMethodDescriptor().getFullMethodName().startsWith(PACKAGE);
  }
}
