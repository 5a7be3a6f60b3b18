"""The scripts of /etc/localstack/init/ready.d, and how each ended."""

import os
import subprocess

FOLDER = "/etc/localstack/init/ready.d"


class InitScripts:
    def __init__(self):
        self.completed = False
        names = sorted(name for name in os.listdir(FOLDER) if name.endswith((".sh", ".py")))
        self.scripts = [{"stage": "READY", "name": name, "state": "UNKNOWN"} for name in names]

    def run(self):
        for script in self.scripts:
            script["state"] = "RUNNING"
            try:
                run(os.path.join(FOLDER, script["name"]))
                script["state"] = "SUCCESSFUL"
            except Exception as reason:
                script["state"] = "ERROR"
                print(f"Error while running script {script['name']}: {reason}", flush=True)
        self.completed = True

    def state(self):
        return {"completed": self.completed, "scripts": self.scripts}


def run(path):
    if path.endswith(".py"):
        with open(path, "rb") as program:
            exec(program.read(), {})
    elif (code := subprocess.call([path])) != 0:
        raise OSError(f"Script {path} returned a non-zero exit code {code}")
