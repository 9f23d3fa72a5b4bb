package zoodip.cli.apikeys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;
import zoodip.platform.access.KeyText;
import zoodip.platform.digest.Sha256;

/** Makes a key for the settings of services, without a server. */
@Command(
    name = "generate",
    description = {
      "Makes a key for a server's settings and prints it with its SHA-256: the digest goes to"
          + " access.system-admin-digests or access.service-digests, the key to whoever shows it."
          + " Asks no server."
    },
    footer = {"%nExample:", "  zoodip api-keys generate"})
final class ApiKeysGenerateCommand implements Runnable {
  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String key = KeyText.random();
    spec.commandLine().getOut().println("key     " + key);
    spec.commandLine().getOut().println("sha256  " + Sha256.of(key));
  }
}
