package zoodip.cli.resources;

import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command whose argument is the id of a resource: its help calls it by the resource's kind. */
interface ResourceArgument {
  ResourceKind kind();

  /** Labels the argument. */
  final class Label implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec spec) {
      PositionalParamSpec id = spec.positionalParameters().get(0);
      String label = ((ResourceArgument) spec.userObject()).kind().name();
      spec.remove(id);
      return spec.addPositional(PositionalParamSpec.builder(id).paramLabel(label).build());
    }
  }
}
