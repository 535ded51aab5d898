import { once, run } from "./service.ts";

/**
 * The files of a Debian package and of those it needs that are not installed, unpacked into `folder` without root.
 *
 * @throws {Error} where there is no apt, or the package is unknown to it.
 */
export async function unpackPackage(name: string, folder: string): Promise<void> {
  await once(folder, async (into) => {
    const own = [`Dir::State::lists=${into}/lists`, `Dir::Cache::archives=${into}/archives`];
    const none = ["Dir::Cache::pkgcache=", "Dir::Cache::srcpkgcache=", "Debug::NoLocking=1"];
    const user = `APT::Sandbox::User=${await run("id", ["-un"])}`;
    const options = [...own, ...none, user].flatMap((it) => ["-o", it]);
    for (const part of ["lists", "archives"]) {
      await Deno.mkdir(`${into}/${part}/partial`, { recursive: true });
    }
    await run("apt-get", ["-qq", ...options, "update"]);
    const install = ["install", "--download-only", "--yes", "--no-install-recommends", name];
    await run("apt-get", ["-qq", ...options, ...install]);
    for await (const { name: file } of Deno.readDir(`${into}/archives`)) {
      if (file.endsWith(".deb")) await run("dpkg-deb", ["-x", `${into}/archives/${file}`, into]);
    }
    for (const part of ["lists", "archives"]) {
      await Deno.remove(`${into}/${part}`, { recursive: true });
    }
  });
}

/** Where an unpacked package keeps its libraries. */
export async function libraryPath(folder: string): Promise<string> {
  const architecture = await run("dpkg-architecture", ["-qDEB_HOST_MULTIARCH"]).catch(() => null);
  return `${folder}/usr/lib/${architecture ?? `${Deno.build.arch}-linux-gnu`}`;
}
