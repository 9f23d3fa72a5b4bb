package zoodip.local.program;

import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.QuarkusApplication;
import java.io.PrintStream;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import zoodip.client.CallFailure;
import zoodip.client.Client;
import zoodip.client.RunFailedException;
import zoodip.local.data.DataFolder;
import zoodip.toybox.BadSubjectException;

/** Uses the services of this process through the public API, as any client would, and ends. */
public abstract class ClientProgram implements QuarkusApplication {
  @ConfigProperty(name = "quarkus.grpc.server.port")
  protected int port;

  @ConfigProperty(name = DataFolder.SETTING)
  protected Path dataFolder;

  protected final PrintStream out = System.out;

  private final String name;

  /**
   * @param name what failed, if it does: "demo"
   */
  protected ClientProgram(String name) {
    this.name = name;
  }

  /** Does everything; throws if it does not come about. */
  protected abstract void run(Client client);

  @Override
  public int run(String... arguments) {
    try (Client client = PhotoSetUpload.connect(port)) {
      run(client);
      return 0;
    } catch (StatusRuntimeException e) {
      System.err.println("The " + name + " failed: " + CallFailure.of(e).text());
    } catch (BadSubjectException | RunFailedException e) {
      System.err.println("The " + name + " failed: " + e.getMessage());
    }
    return 1;
  }
}
