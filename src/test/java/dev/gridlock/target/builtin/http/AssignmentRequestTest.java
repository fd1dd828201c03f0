package dev.gridlock.target.builtin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentRequestTest {

    @Test
    void regionMayBeAbsentOrNull() throws Exception {
        assertThat(read("{\"region\":3,\"truckIds\":[2,1]}").region()).isEqualTo(3);
        assertThat(read("{\"truckIds\":[2,1],\"region\":null}").region()).isNull();
        assertThat(read("{\"truckIds\":[2,1]}").truckIds()).containsExactly(2, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]                       | an object",
                "{\"truckIds\":[1,1]}      | truck 1 is in truckIds twice",
                "{\"truckIds\":[]}         | truckIds is empty",
                "{\"region\":1}            | truckIds is missing",
                "{\"truckIds\":[\"a\"]}    | expected an integer, found a",
                "{\"truckIds\":5}          | an array of truck ids",
                "{\"trucks\":[1]}          | unknown field \"trucks\"",
                "{\"truckIds\":[1]         | no JSON",
                "{\"truckIds\":[99999999999]} | no JSON",
                "''                        | an object",
            })
    void saysWhatIsWrongWithABody(String body, String message) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining(message);
    }

    private static AssignmentRequest read(String body) throws BadRequestException, IOException {
        return AssignmentRequest.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
