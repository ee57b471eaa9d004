"""Serves an exported Triton repository with NVIDIA's tritonserver, from the nvidia-pytriton package.

python serve_triton.py <repository> <port> <folder for the changed copy>
"""

import os
import shutil
import sys
import sysconfig

import pytriton

repository, port, copy = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
package = os.path.dirname(pytriton.__file__)

models, backends = os.path.join(copy, "models"), os.path.join(copy, "backends")
shutil.rmtree(copy, ignore_errors=True)
shutil.copytree(repository, models)
config = os.path.join(models, "probe", "config.pbtxt")
with open(config) as file:
    text = file.read()
assert 'backend: "onnxruntime"' in text
with open(config, "w") as file:
    file.write(text.replace('backend: "onnxruntime"', 'backend: "python"'))
for version in os.listdir(os.path.join(models, "probe")):
    folder = os.path.join(models, "probe", version)
    if os.path.isdir(folder):
        shutil.copy(os.path.join(here, "triton_model.py"), os.path.join(folder, "model.py"))
        shutil.copy(os.path.join(here, "onnx_probe.py"), folder)

root = os.path.join(package, "tritonserver")
stubs = os.path.join(root, "python_backend_stubs", f"{sys.version_info.major}.{sys.version_info.minor}")
shutil.copytree(os.path.join(root, "backends"), backends)
shutil.copy(os.path.join(stubs, "triton_python_backend_stub"), os.path.join(backends, "python"))
libraries = [sysconfig.get_config_var("LIBDIR"), os.path.join(os.path.dirname(package), "nvidia_pytriton.libs")]
environment = {
    **os.environ,
    "LD_LIBRARY_PATH": os.pathsep.join(libraries),
    # The backend's own Python finds its packages by the program of that name.
    "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"],
}
server = os.path.join(root, "bin", "tritonserver")
os.execve(
    server,
    [
        server,
        f"--model-repository={models}",
        f"--backend-directory={backends}",
        "--http-address=127.0.0.1",
        f"--http-port={port}",
        "--allow-grpc=false",
        "--allow-metrics=false",
        "--exit-timeout-secs=2",
    ],
    environment,
)
