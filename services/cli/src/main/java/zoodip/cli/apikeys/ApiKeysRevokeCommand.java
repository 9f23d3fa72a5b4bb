package zoodip.cli.apikeys;

import picocli.CommandLine.Command;
import zoodip.cli.resources.DeleteCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.v1.ApiKeysGrpc;

/** Ends API keys. */
@Command(
    name = "revoke",
    description = "Ends API keys, with all their secrets, at once and for good.",
    footer = {"%nExample:", "  zoodip api-keys revoke 4c1f9b2d7e6a40d8b3f5"})
final class ApiKeysRevokeCommand extends DeleteCommand {
  ApiKeysRevokeCommand() {
    super(ResourceKind.KEY, ApiKeysGrpc.getRevokeApiKeyMethod());
  }
}
