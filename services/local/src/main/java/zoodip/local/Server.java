package zoodip.local;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import zoodip.local.data.DataFolder;
import zoodip.local.data.LocalKeys;

/** Serves until the process is told to stop. */
public class Server implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(Server.class);

  @ConfigProperty(name = DataFolder.SETTING)
  String folder;

  @ConfigProperty(name = "quarkus.grpc.server.port")
  int port;

  @Override
  public int run(String... arguments) {
    LOG.infof("Zoodip serves gRPC on port %d, with its data in %s", port, folder);
    if (ExposureCheck.callersAreAsked()) {
      LOG.infof(
          "Callers are asked who they are; the system admin's key is in %s/%s, unless"
              + " access.system-admin-digests was set",
          folder, LocalKeys.ADMIN_FILE);
    }
    Quarkus.waitForExit();
    return 0;
  }
}
