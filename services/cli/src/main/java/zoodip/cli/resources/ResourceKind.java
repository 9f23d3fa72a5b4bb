package zoodip.cli.resources;

import java.util.function.BiFunction;
import zoodip.cli.connection.ResourceNames;

/** The kinds of resources that commands take ids of; help texts call the ids by these names. */
public enum ResourceKind {
  SUBJECT(ResourceNames::subject),
  JOB(ResourceNames::trainingJob),
  CONCEPT(ResourceNames::concept),
  EVALUATION(ResourceNames::evaluation),
  MODEL(ResourceNames::model),
  KEY(ResourceNames::apiKey);

  private final BiFunction<ResourceNames, String, String> name;

  ResourceKind(BiFunction<ResourceNames, String, String> name) {
    this.name = name;
  }

  String name(ResourceNames names, String id) {
    return name.apply(names, id);
  }
}
