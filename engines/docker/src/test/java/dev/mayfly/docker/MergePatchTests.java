package dev.mayfly.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7386, with the examples of its appendix that patch an object. */
class MergePatchTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'a':'b'} | {'a':'c'} | {'a':'c'}",
        "{'a':'b'} | {'b':'c'} | {'a':'b','b':'c'}",
        "{'a':'b'} | {'a':null} | {}",
        "{'a':'b','b':'c'} | {'a':null} | {'b':'c'}",
        "{'a':['b']} | {'a':'c'} | {'a':'c'}",
        "{'a':'c'} | {'a':['b']} | {'a':['b']}",
        "{'a':{'b':'c'}} | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
        "{'a':[{'b':'c'}]} | {'a':[1]} | {'a':[1]}",
        "{'e':null} | {'a':1} | {'e':null,'a':1}",
        "{} | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}",
        "{'a':1.5} | {'a':12345678901234567890,'b':true} | {'a':12345678901234567890,'b':true}",
      })
  void an_object_is_changed(String target, String patch, String result) throws IOException {
    ObjectNode object = (ObjectNode) Json.read(target.replace('\'', '"'));

    MergePatch.apply(object, patch.replace('\'', '"'));

    assertThat(Json.write(object)).isEqualTo(result.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "\"text\"", "", "null"})
  void a_patch_that_is_no_object_is_refused(String patch) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergePatch.apply(Json.object(), patch))
        .withMessageContaining("must be a JSON object")
        .withMessageContaining(patch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} junk", "{}}", "{} {}", "{},", "{} null"})
  void what_follows_a_patch_is_refused(String patch) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergePatch.apply(Json.object(), patch))
        .withMessageContaining(patch);
  }

  @Test
  void a_patch_that_is_no_json_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergePatch.apply(Json.object(), "{HostConfig: }"))
        .withMessageContaining("{HostConfig: }");
  }

  @Test
  void a_patch_may_give_a_healthcheck_or_take_one_away() {
    assertThat(MergePatch.healthcheckOf("{\"Healthcheck\": {\"Test\": [\"CMD\", \"true\"]}}"))
        .contains(true);
    assertThat(MergePatch.healthcheckOf("{\"Healthcheck\": {\"Test\": [\"NONE\"]}}"))
        .contains(false);
    assertThat(MergePatch.healthcheckOf("{\"Healthcheck\": {\"Interval\": 50000000}}")).isEmpty();
    assertThat(MergePatch.healthcheckOf("{\"Labels\": {\"Healthcheck\": \"\"}}")).isEmpty();
    assertThat(MergePatch.healthcheckOf("{}")).isEmpty();
    assertThat(MergePatch.healthcheckOf("no JSON")).isEmpty();
  }
}
