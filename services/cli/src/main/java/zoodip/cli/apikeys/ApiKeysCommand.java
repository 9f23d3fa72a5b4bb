package zoodip.cli.apikeys;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;
import zoodip.cli.resources.ListCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.resources.ShowCommand;
import zoodip.v1.ApiKey;
import zoodip.v1.ApiKeysGrpc;
import zoodip.v1.ListApiKeysResponse;

/** Commands about API keys. */
@Command(
    name = "api-keys",
    description = "Looks after the API keys of a tenant, for servers that ask who calls.",
    subcommands = {
      ApiKeysCreateCommand.class,
      ApiKeysCommand.ListApiKeys.class,
      ApiKeysCommand.ShowApiKey.class,
      ApiKeysRotateCommand.class,
      ApiKeysRevokeCommand.class,
      ApiKeysGenerateCommand.class
    },
    footer = {"%nExample:", "  zoodip api-keys create --name website --role member"})
public final class ApiKeysCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Lists API keys, the newest first.",
      footer = {"%nExample:", "  zoodip api-keys list"})
  static final class ListApiKeys extends ListCommand<ListApiKeysResponse, ApiKey> {
    ListApiKeys() {
      super(
          ApiKeysGrpc.getListApiKeysMethod(),
          ListApiKeysResponse::getApiKeysList,
          ApiKeyText::table);
    }
  }

  @Command(
      name = "show",
      aliases = "get",
      description = "Shows an API key, without its secrets.",
      footer = {"%nExample:", "  zoodip api-keys show 4c1f9b2d7e6a40d8b3f5"})
  static final class ShowApiKey extends ShowCommand<ApiKey> {
    ShowApiKey() {
      super(ResourceKind.KEY, ApiKeysGrpc.getGetApiKeyMethod(), ApiKeyText::details);
    }
  }
}
