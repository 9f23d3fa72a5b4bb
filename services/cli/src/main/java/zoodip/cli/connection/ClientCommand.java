package zoodip.cli.connection;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.OutputOptions;
import zoodip.client.CallFailure;
import zoodip.client.Client;
import zoodip.client.ClientSettings;
import zoodip.client.Encryption;
import zoodip.client.ProtocolMismatch;

/** A command that asks a server: connects, and explains what the server refuses. */
public abstract class ClientCommand implements Callable<Integer> {
  @Mixin private ServerOptions server;
  @Mixin private OutputOptions output;
  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  /** Does the command's work; returns its exit code. */
  protected abstract int run(Client client, ResourceNames names, Output out);

  @Override
  public final Integer call() {
    ClientSettings settings = server.settings();
    Output out = output.open(spec.commandLine());
    if (showsKeyInClearText(settings)) {
      out.hint(
          "the key goes to %s without encryption, where others can read it; --tls encrypts",
          settings.server());
    }
    try (Client client = Client.connect(settings)) {
      ResourceNames names = new ResourceNames(client.tenant());
      try {
        return run(client, names, out);
      } catch (StatusRuntimeException e) {
        throw explained(e, client, names);
      }
    }
  }

  static boolean showsKeyInClearText(ClientSettings settings) {
    return settings.key().isPresent()
        && settings.encryption() instanceof Encryption.Plaintext
        && !ServerAddress.isLoopback(settings.server());
  }

  private static StatusRuntimeException explained(
      StatusRuntimeException failure, Client client, ResourceNames names) {
    Optional<ProtocolMismatch> other = ProtocolMismatch.of(failure);
    if (other.isPresent()) {
      return with(failure, WrongProtocol.text(client.settings(), other.get()));
    }
    String description = String.valueOf(failure.getStatus().getDescription());
    return switch (failure.getStatus().getCode()) {
      case NOT_FOUND -> with(failure, description + Suggestion.of(client, names, description));
      case UNAVAILABLE -> with(failure, unavailable(failure, client));
      case DEADLINE_EXCEEDED ->
          with(
              failure,
              "%s did not answer within %d s; --timeout gives it longer"
                  .formatted(client.settings().server(), client.settings().patience().toSeconds()));
      default -> failure;
    };
  }

  /** Either the service says that something behind it is away, or there is no service. */
  private static String unavailable(StatusRuntimeException failure, Client client) {
    CallFailure known = CallFailure.of(failure);
    if (!known.reason().isEmpty()) {
      return known.message();
    }
    return ("no server answers at %s (%s); start one with 'zoodip serve', or name yours with"
            + " --server host:port or $ZOODIP_SERVER")
        .formatted(client.settings().server(), cause(failure));
  }

  private static String cause(StatusRuntimeException failure) {
    Throwable cause = failure.getStatus().getCause();
    return cause == null
        ? CallFailure.of(failure).message()
        : CallFailure.bounded(String.valueOf(cause.getMessage()));
  }

  private static StatusRuntimeException with(StatusRuntimeException failure, String description) {
    Status status = failure.getStatus().withDescription(description);
    return new StatusRuntimeException(status, failure.getTrailers());
  }
}
